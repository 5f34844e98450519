/** A grid of thousands of lines, of which only those on the screen are elements of the page. */
import type { Column, Line } from '../arrangeRows.ts';
import { type Cell, columns } from './lineCells.ts';

/** Of every line, in CSS pixels: pageStyle.ts says the same. */
const lineHeight = 26;
/** Lines beyond the edges that are drawn too, so that scrolling shows no gap. */
const margin = 12;

export interface GridActions {
  readonly cellsOf: (line: Line) => readonly Cell[];
  readonly titleOf: (column: (typeof columns)[number]['id']) => string;
  readonly sort: (column: Column) => void;
  /** Enter on a line, or a click on its name. */
  readonly open: (line: Line) => void;
}

export class VirtualGrid {
  readonly #grid: HTMLElement;
  readonly #body: HTMLElement;
  readonly #headers = new Map<string, HTMLElement>();
  readonly #actions: GridActions;
  #lines: readonly Line[] = [];
  #active = 0;
  #isScheduled = false;

  constructor(grid: HTMLElement, actions: GridActions) {
    this.#grid = grid;
    this.#actions = actions;
    this.#body = element('div', 'body', 'rowgroup');
    grid.append(this.#head(), this.#body);
    grid.addEventListener('scroll', () => this.#schedule());
    grid.addEventListener('keydown', event => this.#pressed(event));
    this.#body.addEventListener('click', event => this.#clicked(event));
    new ResizeObserver(() => this.#schedule()).observe(grid);
  }

  /** Shows these lines, where the last ones were scrolled to. */
  show(lines: readonly Line[], sortBy: Column, descending: boolean): void {
    this.#lines = lines;
    this.#active = Math.max(0, Math.min(this.#active, lines.length - 1));
    this.#grid.setAttribute('aria-rowcount', String(lines.length + 1));
    this.#body.style.height = `${lines.length * lineHeight}px`;
    for (const { id, sortBy: own } of columns) {
      const isSorted = own === sortBy && (id === own || id === sortBy);
      const order = descending ? 'descending' : 'ascending';
      this.#headers.get(id)?.setAttribute('aria-sort', isSorted ? order : 'none');
    }
    this.#schedule();
  }

  #head(): HTMLElement {
    const head = element('div', 'head', 'rowgroup');
    const row = element('div', 'line', 'row');
    row.setAttribute('aria-rowindex', '1');
    for (const { id, sortBy, isAmount } of columns) {
      const header = element('div', isAmount ? 'amount' : '', 'columnheader');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = this.#actions.titleOf(id);
      button.addEventListener('click', () => this.#actions.sort(sortBy));
      header.append(button);
      this.#headers.set(id, header);
      row.append(header);
    }
    head.append(row);
    return head;
  }

  /** Once for all that happens before the next frame. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.#grid;
    const first = Math.max(0, Math.floor(scrollTop / lineHeight) - margin);
    const last = Math.min(this.#lines.length, Math.ceil((scrollTop + clientHeight) / lineHeight) + margin);
    this.#body.replaceChildren(
      ...this.#lines.slice(first, last).map((line, offset) => this.#line(line, first + offset)),
    );
    const isDrawn = this.#active >= first && this.#active < last;
    if (isDrawn) this.#grid.setAttribute('aria-activedescendant', idOf(this.#active));
    else this.#grid.removeAttribute('aria-activedescendant');
  }

  #line(line: Line, index: number): HTMLElement {
    const row = element('div', 'line', 'row');
    row.classList.toggle('total', line.kind === 'total');
    row.id = idOf(index);
    row.dataset['index'] = String(index);
    row.style.top = `${index * lineHeight}px`;
    row.setAttribute('aria-rowindex', String(index + 2));
    row.setAttribute('aria-selected', String(index === this.#active));
    this.#actions.cellsOf(line).forEach(({ text, detail }, column) => {
      const { id, isAmount } = columns[column] ?? { id: 'name', isAmount: false };
      const cell = element('div', isAmount ? 'amount' : id, 'gridcell');
      cell.textContent = text;
      cell.title = detail ?? text;
      row.append(cell);
    });
    return row;
  }

  #pressed(event: KeyboardEvent): void {
    if (event.target !== this.#grid) return;
    const page = Math.max(1, Math.floor(this.#grid.clientHeight / lineHeight) - 2);
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page },
      ...{ Home: -this.#lines.length, End: this.#lines.length },
    };
    const move = moves[event.key];
    const line = this.#lines[this.#active];
    if (move !== undefined) this.#activate(this.#active + move);
    else if (event.key === 'Enter' && line) this.#actions.open(line);
    else return;
    event.preventDefault();
  }

  #clicked({ target }: MouseEvent): void {
    if (!(target instanceof Element)) return;
    const row = target.closest<HTMLElement>('[data-index]');
    const index = Number(row?.dataset['index']);
    const line = this.#lines[index];
    if (!line) return;
    this.#activate(index);
    if (target.classList.contains('name')) this.#actions.open(line);
  }

  #activate(index: number): void {
    this.#active = Math.max(0, Math.min(index, this.#lines.length - 1));
    const top = this.#active * lineHeight;
    const { scrollTop, clientHeight } = this.#grid;
    // The head covers the first line's height.
    if (top < scrollTop) this.#grid.scrollTop = top;
    else if (top + 2 * lineHeight > scrollTop + clientHeight) {
      this.#grid.scrollTop = top + 2 * lineHeight - clientHeight;
    }
    this.#schedule();
  }
}

function idOf(index: number): string {
  return `line-${index}`;
}

function element(tag: 'div', className: string, role: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.setAttribute('role', role);
  return made;
}
