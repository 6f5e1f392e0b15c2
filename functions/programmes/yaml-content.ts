import { parse } from 'yaml';

/** A YAML file's content as data, as the functions that set up are handed it. */
export function yamlContent(text: string): unknown {
  return parse(text);
}
