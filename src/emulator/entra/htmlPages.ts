/** The pages that a person sees in the browser: a title, text, and forms of one button. */
import type { Response } from '../arm/route.ts';

export const textHeaders = { 'content-type': 'text/plain; charset=utf-8' };

export function htmlPage(title: string, body: string, status = 200): Response {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>${body}</html>`,
  };
}

/** A button that sends these fields, and what is typed into `input` (HTML). */
export function buttonForm(
  way: { action: string; method: string },
  fields: Record<string, string>,
  id: string,
  label: string,
  input = '',
): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="${way.method}" action="${escapeHtml(way.action)}">${inputs.join('')}${input}<button id="${id}">${escapeHtml(label)}</button></form>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
