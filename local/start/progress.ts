/** Prints a line for each step that is done, with the seconds that it took. */
export function showProgress(print: (line: string) => void = console.log): (step: string) => void {
  let since = performance.now();
  return (step) => {
    const now = performance.now();
    print(`✓ ${step}  ${((now - since) / 1000).toFixed(1)} s`);
    since = now;
  };
}
