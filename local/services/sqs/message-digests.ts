import { createHash } from 'node:crypto';
import type { MessageAttributes } from './message.ts';

export function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/**
 * SQS's digest of message attributes, which its clients check: by name, each name, type and value with its length before
 * it, and 1 or 2 before a value for text or bytes. (SQS developer guide, "Calculating the MD5 message digest for message
 * attributes".)
 */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  for (const name of Object.keys(attributes).sort()) {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
    for (const part of [name, DataType]) hash.update(withLength(Buffer.from(part, 'utf8')));
    hash.update(Buffer.from([BinaryValue === undefined ? 1 : 2]));
    const value =
      BinaryValue === undefined ? Buffer.from(StringValue ?? '', 'utf8') : Buffer.from(BinaryValue, 'base64');
    hash.update(withLength(value));
  }
  return hash.digest('hex');
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
