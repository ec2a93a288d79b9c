/** How far from the screen loading begins. */
const AHEAD = "600px";

const waiting = new Map<Element, () => void>();
let observer: IntersectionObserver | undefined;

/** Calls once when an element nears the screen. */
export function watch(element: Element, near: () => void): void {
  observer ??= new IntersectionObserver(look, { rootMargin: AHEAD });
  waiting.set(element, near);
  observer.observe(element);
}

/** Calls no more. */
export function leave(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}

function look(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    const near = waiting.get(target);
    leave(target);
    near?.();
  }
}
