/** The synthesised template holds something that the embedded cloud can't serve truthfully; the message names it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
