/** What somebody points at in the picture: a moment, and a node if it is a node's row; and where the pointer is, in pixels. */
export class Pointed extends Event {
  static readonly type = "pointed";

  constructor(
    readonly seconds: number,
    readonly node: string | undefined,
    readonly x: number,
    readonly y: number,
  ) {
    super(Pointed.type);
  }
}
