/** The engine, gzipped, as base64: put there by the build of the single file. */
declare module "virtual:engine" {
  const base64: string;
  export default base64;
}
