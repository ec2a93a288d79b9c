import { LONGEST_SECONDS, type Timings } from "./inputs";

type Length = Timings["readySeconds"];

/** A length of time as people write it, in seconds: `10`, or a range from the least to the most, `5–30`; `undefined` where it is neither. */
export function lengthFrom(text: string): Length | undefined {
  const parts = text.split(/\s*(?:[-–—]|\.\.+|\bto\b)\s*/).map((part) => part.trim());
  if (parts.length > 2 || parts.some((part) => !/^\d+([.,]\d*)?$/.test(part))) return undefined;
  const [least, most] = parts.map((part) => Number(part.replace(",", ".")));
  if (least === undefined || least > LONGEST_SECONDS) return undefined;
  if (most === undefined || most === least) return least;
  return most > least && most <= LONGEST_SECONDS ? [least, most] : undefined;
}

/** The same as text. */
export function lengthInWords(length: Length): string {
  return typeof length === "number" ? String(length) : length.join("–");
}
