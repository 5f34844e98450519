/** Elements of the page. Texts are only ever set as texts. */

type Attributes = Readonly<Record<string, string>>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A piece of a line as it is drawn in a chart. */
export function lineSample(color: string, dash: readonly number[]): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const line = document.createElementNS(namespace, 'line');
  const all = { x1: '0', x2: '28', y1: '5', y2: '5', stroke: color, 'stroke-width': '2' };
  for (const [name, value] of Object.entries(all)) line.setAttribute(name, value);
  if (dash.length > 0) line.setAttribute('stroke-dasharray', dash.join(' '));
  for (const [name, value] of Object.entries({ width: '28', height: '10', 'aria-hidden': 'true' })) {
    svg.setAttribute(name, value);
  }
  svg.append(line);
  return svg;
}
