import { headline } from "../task.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <p id="headline">{await headline()}</p>;
}
