// The first thing that start and test run: plain JavaScript, so that it works on whatever Node there is.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Throughline runs on Node 24, and this is ${process.version}: run "npm ci" without --ignore-scripts (it brings its own Node), or install Node 24.`,
  );
  process.exit(1);
}
