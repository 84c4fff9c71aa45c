// Says which of them has the focus: -1 for something else, null for the page itself.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const { looks, found, before } = window.checked;
  const index = found.indexOf(element);
  if (index < 0) return { index };
  const inside = (box) => box.width > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  const boxes = [...element.getClientRects()].filter(inside);
  const isOnTop = (box) => [0.1, 0.5, 0.9].some((share) => {
    const x = Math.min(Math.max(box.left + box.width * share, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element) || top.closest("label"));
  });
  return {
    index,
    isMarked: looks(element).some((look, part) =>
      look !== before[index][part] && look !== "none / none"),
    isSeen: boxes.some(isOnTop),
  };
}
