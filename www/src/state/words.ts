/** A count with its noun: `1 node`, `5,000 nodes`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

/** A length of time as people say it, to the second: `0 s`, `1 min 15 s`, `2 h`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (seconds > 0 && whole === 0) return "under 1 s";
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3_600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ];
  const said = parts.filter(([number]) => number > 0).slice(0, 2);
  return said.length === 0 ? "0 s" : said.map(([number, unit]) => `${number} ${unit}`).join(" ");
}

/** A moment on a clock that starts at the change: `0:00`, `1:15`, `1:02:30`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (number: number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
