/** Every field of a page's posting form as it stands, as a browser would send it. */
export function fieldsOf(html: string): Record<string, string> {
  const form = html.slice(html.lastIndexOf('<form method="post" action="/admin/cohorts'));
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ]);
  const areas = [...form.matchAll(/<textarea\b[^>]*name="([^"]*)"[^>]*>([^<]*)</g)].map(([, name, text]) => [
    name,
    text,
  ]);
  return Object.fromEntries([...inputs, ...areas].filter(([name]) => name));
}

function attribute(tag: string, name: string): string {
  return (new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#39;', "'");
}
