"use client";
import { useEffect } from "react";
import { headline } from "../../task.js";

export default function Page() {
  useEffect(() => {
    headline().then((text) => {
      document.title = text;
    });
  }, []);
  return <title>waiting</title>;
}
