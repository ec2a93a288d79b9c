package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// plainScalars are scalars whose meaning YAML 1.1, YAML 1.2 and the library see differently, and common ones.
var plainScalars = []string{
	"a", "text", "two words", "x", "1", "0", "-1", "+1", "007", "010", "0o17", "0x1f", "0X1F", "0b11", "-0b11", "1_000", "_1", "1_", "0_", "1.", ".5", "-.5", "+.5",
	"1.0", "1e3", "1E+3", "1e-3", "1.5e", "0x1p4", "1:30", "190:20:30", "08", "09.5", "-0", "-0.0", "+0",
	"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
	"123456789012345678901234567890", "0.1", "1e400", "1e-400", "1e21", "123456.789e3", "true", "True", "TRUE", "tRUE", "yes", "Yes", "no", "on", "Off", "y", "Y", "n", "N",
	"null", "Null", "NULL", "~", "nUll", "", "2001-12-14", "2001-12-14T21:59:43Z", "2001-12-14 21:59:43.10 -5", "2001-1-1", "=", "--", "-a", "?a",
	":a", "a:b", "a#b", "a #b", "a'b", "a\"b",
	"\\n", "C:\\x", "http://x:80/y", "a\tb", "ü", "日本", "\U0001F600", "\u00A0", "\u2028x", "\u0085y", "\uFEFFz", "100m", "1Gi", "50%", "1.2.3", "10.0.0.1", "0.0.0.0/0", "sha256:ab", "=x", "1,000",
	"0x", "0b", "0o", "0b2", "0o8", "0xg", "1__0", "+_1", "-_1", "1e", "e1", ".", "..", "...", "+", "+.", "-.", ".e1", ".1e1", "0.", "00", "0e0", "Infinity", "nan", "0x_1", "0xFFFFFFFFFFFFFFFF", "-0x8000000000000000", "0777777777777777777777",
	".inf", "-.inf", "+.Inf", ".NaN", ".nan", "<<", "-", "- ", "---", "?", "? a", ":", "a: b", "a :b", "#", "[a", "{{ x }}", "{{x}}", "a]b", "a,b", "@a", "`a", "%a", "!", "!a", "&", "&a", "*", "*a", "|", ">", "'", "\"",
}

var plainParts = []string{"a", "bc", " ", " d", "-", ":", ": ", " #", "#", ",", "1", "é", "?", "'", "\"", "\\", "\t", "[", "]", "{", "}", "!", "&", "*", "%", "\n   ", "~"}

var singleParts = []string{"a", " ", "''", "\n  ", "\n\n   ", "\\n", "\"", "é", ": ", " #", "-", "\t", ",", "]", "\r\n  ", "\n---\n", "  "}

var doubleParts = []string{
	"a", " ", "'", `\"`, `\\`, `\n`, `\t`, `\x41`, `\xe9`, `\u263A`, `\U0001F600`, `\e`, `\0`, `\a`, `\v`, `\_`, `\N`, `\L`, `\P`, `\ `, "\\\n  ", "\n  ", "\n\n    ", "é", ": ", " #", `\/`, `\ud83d\ude00`, `\ud800`, `\q`, `\x4`,
	`\u12`, "é", ": ", " #", "\t", "\n---\n", "  ", `\r`, `\b`, `\f`, `\UFFFFFFFF`, `\U00110000`, `\uFFFE`, `\x00`,
}

var syntaxBytes = []string{
	" ", "  ", "\n", ":", ": ", "-", "- ", ",", "[", "]", "{", "}", "#", " #", "&a ", "*a", "!", "!!str ", "|", ">", "'", "\"", "%", "@", "`", "?", "? ", "\t", "\\", "---\n", "...\n", "\r", "\n ", "0", "_", "~", "<<: ", "=", ".", "e",
	"!a, ", "!a[b] ", "![", `\'`, `\/`, `"\'"`, ":]", ":,", ":}", ": [", "[a:]", "{a:}", "?,", "\r\r\n", "\n\uFEFF", "\n%YAML 1.1\n", "\n\t", "- - ", "[?", "{? ", "|\n", ">-\n", "\n...\n",
}

var oddBytes = []string{"\x00", "\x07", "\x1b", "\x7f", "\u0080", "\u0085", "\u00a0", "\u2028", "\u2029", "\uFEFF", "\uFFFE", "\uFFFD", "\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\U0010FFFF", "\v", "\f"}

// shapes are documents of the kinds that test suites for YAML collect.
var shapes = []string{
	"- a\n- b\n", "-\n  - a\n  -\n- b\n", "- - - a\n    - b\n  - c\n", "- a: 1\n  b: 2\n-  c: 3\n", "a: b\n c: d\n", "a:\n  b\n  c\n", "a:\n- b\n-  - c\n", "? a\n: b\n", "? - a\n  - b\n: c\n", "? |\n  block\n: - one\n",
	"{a: b, c: [d, e], }\n", "{a, b: , c}\n", "{? a : b, ? c}\n", "{\"a\":b, 'c':d}\n", "{a:b}\n", "[a: b, {c: d}, [e]]\n", "[? a : b]\n", "[a\n, b]\n", "[a,\n#c\nb]\n", "{a: 'x\n\n y'}\n", "[]\n", "{}\n", "[ , ]\n", "[a,,b]\n", "{a: {b: {c: [{}]}}}\n",
	"|\n  a\n  b\n", ">\n a\n b\n\n c\n  d\n e\n", "|-\n a\n", "|+\n a\n\n\n", ">-\n\n a\n\n", "|2\n   a\n  b\n", "|\n\ta\n", "|\n a\n  \n b\n", "--- |\n a\n", "--- >-\n a\n...\n", "a: |\n\n\nb: 1\n", "a: >\n  x\n\n\n  y\nb: |1-\n  z\n", "a: |\n  # x\n # y\nb: 1\n",
	"&a a: &b b\n*a : *b\n", "a: &x {b: 1}\nc: {<<: *x, d: 2}\n", "a: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n", "a: &x {b: 1}\ny: &z {b: 2, c: 3}\nd:\n  <<: [*x, *z]\n", "<<: {a: 1}\na: 2\n", "<<: [{a: 1}, 2]\n", "<<: 1\n", "a: *x\n", "a: &x [*x]\n", "a: &x b\nc: &x d\ne: *x\n",
	"&x\na: 1\n", "a: &x\nb: *x\n", "a: & b\n", "a: &x&y b\n", "- &x a\n- *x\n- *x \n", "a: &x !!str 1\nb: !!int &y \"2\"\n", "!!map {a: 1}\n", "!!seq [a]\n", "!!str\n", "a: !!str\nb: !!null\nc: !!int\n", "a: !!binary aGVsbG8=\nb: !!binary |\n  aGVs\n  bG8=\n", "a: !!set {x, y}\n",
	"!<tag:yaml.org,2002:int> 3\n", "! a\n", "a: ! 12\n", "a: !x !y z\n", "%TAG !e! tag:x,1:\n---\n!e!y a\n", "!e!y a\n", "%YAML 1.1\n---\na\n", "%FOO bar\n---\na\n", "%YAML 1.1\na\n", "---\n%YAML 1.1\n---\na\n",
	"'a\n b'\n", "\"a\\\n  b\"\n", "\"a \n  b\n\n  c\"\n", "'it''s'\n", "\"\\x41\\u0042\\U00000043\"\n", "'a: b': c\n", "\"a\": \"b\" # c\n", "\"a\" \"b\"\n", "'a' b\n", "\"a\n", "'a\n", "a: 'b\nc: d'\n", "a: \"b\nc: d\"\n",
	"a b\n c d\n\n e\n", "a: b # c\n", "a: b#c\n", "a #b\nc\n", "a: 'b' #c\n", "a: b: c\n", "a: - b\n", "- a: b\n c: d\n", "a:\tb\n", "\ta: b\n", "a:\n\tb: c\n", "a: b\n\t\nc: d\n", "- \ta\n", "-\ta\n", "a : b\n", "a:b\n", "a:\n", "a\n", "\n", "", " ", "# c\n", "a: # c\n  b\n", "a:\n  # c\n  b: 1\n # d\n",
	"---\n", "---\na\n---\nb\n", "---\n...\n---\n", "a\n...\nb\n", "a\n... b\n", "--- a\n", "---a\n", "a\n---\n", "...\n", "a: 1\n--- # c\nb: 2\n", "a: |\n  x\n---\nb: 1\n", "a: 'x\n---\n y'\n", "a: 1\n----\n", "- a\n---\n- b\n", "---\n\n---\na: 1\n",
	"a: ?b\n", "a: ? b\n", "? a\n", "?\n", "? a\n? b\n: c\n", "[? : a]\n", "[? , a]\n", "[a, ?]\n]\n", "[? ]: a\n", "{?a: b}\n", "? [a]\n: b\n", "? &a\n: *a\n", "- ? - ? a\n", "?\n- a\n:\n- b\n", ": a\n", "- : a\n", "- ? a\n  : b\n", "{: a}\n", "{? : a}\n", "[?a]\n", "[a?b]\n", "{a?: b}\n", "[:a]\n", "[a:]\n", "[-a, - b]\n", "[-]\n", "{a: -}\n", "{a: :b}\n", "{a::b}\n", "[\"a\":b]\n", "[a:b]\n", "[http://x]\n", "{a: http://x}\n", "{http://x: a}\n",
	"a: [\nb\n]\n", "a: {\n}\n", "a: [b\n", "a: ]\n", "a: }\n", "a: [b}\n", "[a]: b\n", "[!a, b]\n", "[!a[b], c]\n", "[!a , b]\n", "[!a]\n", "{!a, b: c}\n", "{!!str : b}\n", "[\"\\'\"]\n", "[\"\\/\"]\n", "[a\n: b]\n", "{\"a\"\n: b}\n", "['a':b, [c]:d, {e}:f]\n", "[a: b: c]\n", "{a: b} \"\\/\"\n", "{a: b} [\n", "{a: b} ?\n", "[a] : b\n", "[a\n]: b\n", "a]\n", "a: b]\nc: d\n", "]\n", "{a: b}: c\n", "[a] b\n", "{a: b} c\n", "- [a\n  , b]\n- c\n", "a: [b, c]: d\n", "a: \"b\": c\n", "a: 'b' : c\n", "%a: b\n", "a: %b\n", "@a\n", "a: @b\n", "a: `b\n", "a: b: \n", "a\n: b\n", "a\nb: c\n",
	"1: a\n2: b\n", "1.5: a\n", "true: a\nyes: b\n", "null: a\n", "~: a\n", "2001-01-01: a\n", "1e3: a\n", "[1]: a\n", "0x10: a\n16: b\n", "1e21: a\n", ".inf: a\n", ".nan: b\n", "18446744073709551615: a\n", "!!binary YQ==: b\n", "'': a\n", "? ''\n: b\n", "1000000.0: a\n123456.0: b\n1e-5: c\n0.0001: d\n", "- 1\n- a: 1\n-\n",
	"a: b\r\nc: d\r\n", "a: b\rc: d\r", "a: |\r\n  x\r\n  y\r\n", "a: \"x\r\n  y\"\r\n", "a\u0085b: c\n", "a: b\u2028c: d\n", "a: \"x\u2028y\"\n", "a: |\n  x\u0085  y\n", "\uFEFFa: 1\n", "a: 1\n---\n\uFEFFb: 1\n", "\uFEFF\n\uFEFFa: 1\n", "\uFEFF- a\n- b\n", "a:\r\r\n- b\r\r\n", "a: |\r\r\n b\r\r\n\r\r\n c\n", "a: b\r\r", "a: |\n b\r\r", "a: \uFEFFb\n", "a: 1\n\uFEFFb: 2\n", "# \u0007\n", "a: \"\u007f\"\n", "a: \U0001F600\n",
}

func shape(r *rand.Rand) string {
	text := anyOf(r, shapes...)
	if r.IntN(4) == 0 {
		text = strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", 1+r.IntN(3)))
	}
	if r.IntN(6) == 0 {
		text += anyOf(r, shapes...)
	}
	return text
}

func randomNumber(r *rand.Rand) string {
	text := anyOf(r, "", "", "-", "+") + anyOf(r, "", "", "", "0", "0x", "0b", "0o", "00") + digits(r, r.IntN(20))
	if r.IntN(3) == 0 {
		text += "." + digits(r, r.IntN(18))
	}
	if r.IntN(4) == 0 {
		text += anyOf(r, "e", "E", "e+", "e-", "E-", "_") + digits(r, r.IntN(4))
	}
	return text
}

// jsonStream is JSON values one behind the other, with the faults that people make.
func jsonStream(r *rand.Rand) string {
	var out strings.Builder
	for range 1 + r.IntN(3) {
		out.WriteString(anyOf(r, "", "", " ", "\n", "\t"))
		out.WriteString(`{"apiVersion":"v1","kind":"K"`)
		for range r.IntN(4) {
			out.WriteString(anyOf(r, ",", ",", ",", ", ", "\n,", ",,"))
			out.WriteString(jsonText(r))
			out.WriteString(anyOf(r, ":", ": ", " : "))
			jsonValue(r, &out, 0)
		}
		out.WriteString(anyOf(r, "}", "}", "}", "}\n", ",}", "}}", "} ", "}\n---\n", "}\n\n", "}\n---\na: 1\nkind: K\napiVersion: v1\n", "}\na: 1\n"))
	}
	return out.String()
}

func jsonValue(r *rand.Rand, out *strings.Builder, depth int) {
	kind := r.IntN(10)
	switch {
	case kind == 0 && depth < 4:
		out.WriteString("[")
		for i := range r.IntN(4) {
			if i > 0 {
				out.WriteString(anyOf(r, ",", ", ", " ,"))
			}
			jsonValue(r, out, depth+1)
		}
		out.WriteString(anyOf(r, "]", "]", "]", "]", ",]"))
	case kind == 1 && depth < 4:
		out.WriteString("{")
		for i := range r.IntN(4) {
			if i > 0 {
				out.WriteString(",\n ")
			}
			out.WriteString(jsonText(r) + ":")
			jsonValue(r, out, depth+1)
		}
		out.WriteString("}")
	case kind < 5:
		out.WriteString(jsonText(r))
	case kind < 7:
		out.WriteString(randomNumber(r))
	default:
		out.WriteString(anyOf(r, "1", "-1", "0", "-0", "1.0", "1e2", "1E-2", "1.5", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1e400", "1e-400", "123456789012345678901234567890", "true", "false", "null", "1e21", "1e20", "0.000001", "1e-7", "01", "+1", ".5", "1.", "True", "nul", "NaN", "'a'", "yes", "-", "1.7976931348623159e308", "5e-324", "2e-324"))
	}
}

func jsonText(r *rand.Rand) string {
	var out strings.Builder
	out.WriteString(`"`)
	for range r.IntN(4) {
		out.WriteString(anyOf(r, "a", "b", "key", "é", " ", `\n`, `\"`, `\\`, `\/`, `\u00e9`, `\ud83d\ude00`, `\ud83d`, `\u0000`, "'", ":", "\u2028", "<", "&", `\b`, "\U0001F600", fmt.Sprint(r.IntN(10))))
	}
	if r.IntN(60) == 0 {
		out.WriteString(anyOf(r, "\n", "\t", `\x41`, `\'`, `\u12`, "\x01", "\xff", `\`))
	}
	out.WriteString(`"`)
	return out.String()
}
