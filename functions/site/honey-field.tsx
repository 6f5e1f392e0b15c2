/** The name of a field that no person sees: whoever fills it in is asked whether they are one. */
export const honeyName = 'website';

/** Hidden from the eye, from the keyboard and from screen readers. A browser that fills it in for somebody stops nobody. */
export function HoneyField() {
  return (
    <div class="tl-honey" aria-hidden="true">
      <label for={honeyName}>Leave this empty</label>
      <input id={honeyName} name={honeyName} type="text" tabindex={-1} autocomplete="off" value="" />
    </div>
  );
}
