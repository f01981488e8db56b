/** Whether a field that gets the focus brings up a keyboard over half the page. */
export const isPhone = (): boolean => matchMedia("(pointer: coarse) and (width < 768px)").matches;
