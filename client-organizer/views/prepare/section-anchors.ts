import type { PlanPart } from '../../plan-problems.ts';

/** The sections of the page in their order, and which parts of the plan each one mends. */
export const SECTIONS = [
  { id: 'facts', label: '会议信息', parts: ['facts'] },
  { id: 'presenters', label: '述职人名单', parts: ['presenters'] },
  { id: 'rule', label: '测评办法', parts: ['grades', 'groups', 'items', 'publishing'] },
  { id: 'display', label: '大屏显示', parts: [] },
] as const satisfies readonly {
  readonly id: string;
  readonly label: string;
  readonly parts: readonly PlanPart[];
}[];

export type SectionId = (typeof SECTIONS)[number]['id'];

export function headingId(section: SectionId): string {
  return `section-${section}`;
}

/** Scrolls there and takes the focus along, as a link within the page would. */
export function showSection(section: SectionId): void {
  const heading = document.getElementById(headingId(section));
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

export function sectionOf(part: PlanPart): SectionId {
  return SECTIONS.find(({ parts }) => (parts as readonly PlanPart[]).includes(part))?.id ?? 'facts';
}
