import { html, nothing, type TemplateResult } from "lit";

/** The most characters that are coloured; a larger text is shown plain. */
const MOST = 40_000;

const LINE = /^(\s*(?:- +)*)(?:([\w./-]+|"[^"]*"|'[^']*')(:)(?=\s|$))?(.*)$/;
const LITERAL = /^(true|false|null|~|[-+]?\d[\d._]*|[&*]\S+)$/;

/** YAML in colours, line by line; it is only looked at, so no more is read than what a line shows. */
export function coloured(text: string): TemplateResult | string {
  if (text.length > MOST) return text;
  return html`${text.split("\n").map((line, index) => [index > 0 ? "\n" : nothing, colouredLine(line)])}`;
}

function colouredLine(line: string) {
  const [, before = "", key = "", colon = "", rest = ""] = LINE.exec(line) ?? [];
  const hash = rest.search(/(^|\s)#/);
  const value = hash < 0 ? rest : rest.slice(0, hash);
  const comment = hash < 0 ? "" : rest.slice(hash);
  return [
    before,
    key && html`<span class="key">${key}</span>`,
    colon,
    value && html`<span class=${kindOf(value.trim(), key !== "")}>${value}</span>`,
    comment && html`<span class="quiet">${comment}</span>`,
  ];
}

function kindOf(value: string, ofKey: boolean): string {
  if (LITERAL.test(value)) return "literal";
  if (/^(---|\.\.\.|[|>][-+]?\d?)$/.test(value) || /^[[{]/.test(value)) return "plain";
  return ofKey || /^["']/.test(value) ? "text" : "plain";
}
