import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { BrowserErrorCaptureEnum, Window } from 'happy-dom';

/** What is wrong, by which rule, and where. */
export interface Violation {
  rule: string;
  impact: string;
  help: string;
  where: string[];
}

/** Axe runs one page at a time, and more than one test may ask at once. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Every rule of axe-core that a whole document breaks; a fragment is judged as a document's body. Contrast and layout
 * need a real browser and are not judged here.
 *
 * @param leaveOut rules that do not apply, by id
 */
export function axeViolations(html: string, leaveOut: readonly string[] = []): Promise<Violation[]> {
  const run = queue.then(() => findViolations(html, leaveOut));
  queue = run.catch(() => undefined);
  return run;
}

async function findViolations(html: string, leaveOut: readonly string[]): Promise<Violation[]> {
  const window = openWindow();
  try {
    window.document.write(html);
    window.document.head.append(hidingStyle(window));
    window.eval(axe.source);
    const rules = Object.fromEntries([...leaveOut, 'color-contrast'].map((id) => [id, { enabled: false }]));
    const results = await runAxe(window, { rules, resultTypes: ['violations'] });
    return results.violations.map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? 'unknown',
      help,
      where: nodes.map((node) => node.html.slice(0, 200)),
    }));
  } finally {
    await window.happyDOM.close();
  }
}

function openWindow(): Window {
  return new Window({
    settings: {
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
      disableJavaScriptFileLoading: true,
      handleDisabledFileLoadingAsSuccess: true,
      errorCapture: BrowserErrorCaptureEnum.disabled,
    },
  });
}

/** Happy-dom's own style sheet lacks this rule of every browser's. */
function hidingStyle(window: Window) {
  const style = window.document.createElement('style');
  style.textContent = '[hidden] { display: none }';
  return style;
}

/** Inside the window, where axe was just defined: the types of the window know nothing of it. */
async function runAxe(window: Window, options: RunOptions): Promise<AxeResults> {
  const run: (options: RunOptions) => Promise<AxeResults> = window.eval('(options) => axe.run(document, options)');
  return run(options);
}
