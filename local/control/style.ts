/** The style of the local pages: plain, legible, and visibly not the service itself. */
export const controlStyle = `
:root { color-scheme: light; --ink: #12212b; --line: #b9c4cb; --accent: #005a8c; --paper: #f5f7f8; --focus: #ffd43a; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; }
header { background: var(--ink); color: #fff; padding: .75rem 1rem; border-bottom: 4px solid var(--focus);
  display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
header a { color: #fff; }
header nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, iframe:focus-visible {
  outline: 3px solid var(--focus); outline-offset: 0; box-shadow: 0 0 0 5px var(--ink); }
.now { font-size: 1.5rem; font-weight: 700; margin: .5rem 0; }
.note { border-left: 4px solid var(--accent); background: var(--paper); padding: .75rem 1rem; }
.error { border: 3px solid #b3261e; padding: .75rem 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; }
button { font: inherit; font-weight: 600; padding: .5rem 1rem; border: 2px solid var(--accent); background: var(--accent);
  color: #fff; cursor: pointer; border-radius: 2px; }
button.quiet { background: #fff; color: var(--accent); }
button.danger { background: #b3261e; border-color: #b3261e; }
label { display: block; font-weight: 600; }
input { font: inherit; padding: .4rem; border: 2px solid var(--ink); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; }
li { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 60rem; border: 2px solid var(--line); background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper); padding: 1rem; }
@media (max-width: 40rem) { thead { display: none; } tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { display: block; padding: 0; border: 0; } td:first-child { color: #4a5a64; } }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; } }
`;
