import type { Attachment } from "./wire.ts";
import type { World } from "./world.ts";

/** A file somebody uploads. */
export interface FileUpload {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
  readonly description?: string;
}

/** Keeps a file and serves it at the address the attachment names. */
export function storeUpload(world: World, channelId: string, file: FileUpload): Attachment {
  const id = world.nextId();
  const contentType = file.contentType ?? "application/octet-stream";
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(file.name)}`;
  world.uploads.set(path, { bytes: file.bytes, contentType });
  const url = `${world.origin}${path}`;
  return {
    id,
    filename: file.name,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
    ...(file.description === undefined ? {} : { description: file.description }),
  };
}
