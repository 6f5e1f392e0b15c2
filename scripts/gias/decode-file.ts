import { createReadStream } from 'node:fs';

/**
 * A file's text in pieces. The register's own download is ISO-8859-1 (read as Windows-1252, which holds it); what a
 * spreadsheet saved again is often UTF-8, with or without a byte order mark. Text that is UTF-8 throughout is UTF-8.
 */
export async function* decodeFile(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder((await isUtf8(path)) ? 'utf-8' : 'windows-1252');
  for await (const bytes of createReadStream(path)) yield decoder.decode(bytes as Buffer, { stream: true });
  yield decoder.decode();
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of createReadStream(path)) decoder.decode(bytes as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    // What a fatal decoder throws at bytes that are not UTF-8.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
