/** Who is signed in, and the way out, in a page's head. */
export function Account({ name, action }: { name: string; action: string }) {
  return (
    <form method="post" action={action} class="tl-account__form">
      <span>Signed in as {name}</span>{' '}
      <button type="submit" class="tl-account__button">
        Sign out
      </button>
    </form>
  );
}
