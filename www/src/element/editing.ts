// What editing needs, loaded when it begins: the editor.
import "../components/editor";

export type { Editor } from "../components/editor";
