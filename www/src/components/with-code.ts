import { html } from "lit";

/** A sentence in which what stands between backticks is code. It stays text all the way. */
export function withCode(sentence: string) {
  const parts = sentence.split("`");
  if (parts.length % 2 === 0) return sentence;
  return parts.map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}
