/** A list that shows what others change is read again so often (ms), and when somebody comes back to its page. */
const period = 15_000;

/** Keeps every element that is marked with `data-renews` as its page has it now, while somebody looks at it. */
export function renewLists() {
  const marked = [...document.querySelectorAll('[data-renews][id]')];
  if (marked.length === 0) return;
  const renew = () => renewAll(marked.map(({ id }) => id));
  setInterval(renew, period);
  document.addEventListener('visibilitychange', renew);
}

async function renewAll(ids) {
  if (document.visibilityState !== 'visible') return;
  const answer = await fetch(location.href, { redirect: 'error' }).catch(() => undefined);
  // Without an answer the list stays as it was, and the next round asks again. A page that ended asks for a sign-in.
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ids) replaceIfChanged(document.getElementById(id), fresh.getElementById(id));
}

function replaceIfChanged(shown, fresh) {
  // Whoever has moved into the list by keyboard keeps their place in it.
  if (!shown || !fresh || shown.innerHTML === fresh.innerHTML || shown.contains(document.activeElement)) return;
  keepChoices(shown, fresh);
  shown.replaceChildren(...fresh.childNodes);
}

/** What somebody has ticked or folded out in the list stays so. */
function keepChoices(shown, fresh) {
  for (const { id } of shown.querySelectorAll('input:checked')) {
    const again = id && fresh.querySelector(`#${CSS.escape(id)}`);
    if (again) again.checked = true;
  }
}
