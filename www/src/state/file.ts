const MEBIBYTE = 1024 * 1024;

/** The largest file that the page opens, in bytes. */
const LARGEST_FILE = 64 * MEBIBYTE;

/** A file's text: UTF-8, or UTF-16 with a byte-order mark, as PowerShell writes what kubectl prints. */
export async function readText(file: File): Promise<string> {
  if (file.size > LARGEST_FILE) {
    throw new RangeError(
      `${file.name} has ${Math.ceil(file.size / MEBIBYTE)} MiB; at most 64 MiB can be opened`,
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
