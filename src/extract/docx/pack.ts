import { crc32 } from "node:zlib";

/**
 * A zip archive of parts that are stored as they are (APPNOTE.TXT, 4.3): what one reader of archives has checked goes to
 * another, which might have found other parts in the archive as it was.
 */
export function packed(parts: ReadonlyMap<string, Buffer>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const fields = fieldsOf(name, content);
    const header = Buffer.concat([number(0x04034b50, 4), number(20, 2), fields, Buffer.from(name)]);
    const place = [number(0, 2), number(0, 2), number(0, 2), number(0, 4), number(offset, 4)];
    directory.push(number(0x02014b50, 4), number(20, 2), number(20, 2), fields, ...place, Buffer.from(name));
    files.push(header, content);
    offset += header.length + content.length;
  }
  const list = Buffer.concat(directory);
  const counts = [number(0, 2), number(0, 2), number(parts.size, 2), number(parts.size, 2)];
  const end = [number(0x06054b50, 4), ...counts, number(list.length, 4), number(offset, 4), number(0, 2)];
  return Buffer.concat([...files, list, ...end]);
}

/** What stands in both headers: flags (names are UTF-8), method, time, checksum, sizes, lengths of name and extra. */
function fieldsOf(name: string, content: Buffer): Buffer {
  const sizes = [number(content.length, 4), number(content.length, 4)];
  return Buffer.concat([
    number(0x0800, 2),
    number(0, 2),
    number(0, 4),
    number(crc32(content), 4),
    ...sizes,
    number(Buffer.byteLength(name), 2),
    number(0, 2),
  ]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const field = Buffer.alloc(bytes);
  field.writeUIntLE(value, 0, bytes);
  return field;
}
