/** 等次: label and points, a decimal string from 0 to 1000. */
export interface Grade {
  readonly label: string;
  readonly points: string;
}

/** 票类: weight in percent, a decimal string. Its place in the list gives its mark (A 票, B 票 …). */
export interface Group {
  readonly label: string;
  readonly weight: string;
}

/** 测评项目: share is its 比重分值, a decimal string. */
export interface Item {
  readonly label: string;
  readonly share: string;
}

export type BlankPolicy = 'refused' | 'allowed';
export type EmptyGroupPolicy = 'withhold' | 'zero' | 'renormalize';

/** 测评办法: all that turns ballots into scores. Frozen when voting opens (RULE-3). */
export interface Rule {
  readonly grades: readonly Grade[];
  readonly groups: readonly Group[];
  readonly items: readonly Item[];
  readonly blank: BlankPolicy;
  readonly emptyGroup: EmptyGroupPolicy;
  /** Places of the published score, 0–4. */
  readonly decimals: number;
}

export const RULE_LIMITS = {
  grades: { least: 2, most: 10 },
  groups: { least: 1, most: 6 },
  items: { least: 1, most: 20 },
  presenters: { least: 1, most: 60 },
  labelLength: 20,
  points: 1000,
  decimals: 4,
} as const;

/** [RULE-2] The 2020 notice's rule. The notice fixes no shares: these are this project's default. */
export const NOTICE_RULE: Rule = {
  grades: [
    { label: '好', points: '100' },
    { label: '较好', points: '80' },
    { label: '一般', points: '60' },
    { label: '较差', points: '50' },
  ],
  groups: [
    { label: '领导', weight: '40' },
    { label: '其他', weight: '60' },
  ],
  items: [
    { label: '落实党建责任', share: '20' },
    { label: '推进政治建设', share: '15' },
    { label: '深化理论武装', share: '15' },
    { label: '夯实基层基础', share: '20' },
    { label: '服务中心大局', share: '15' },
    { label: '强化正风肃纪', share: '15' },
  ],
  blank: 'refused',
  emptyGroup: 'withhold',
  decimals: 2,
};

/** A 票, B 票 …: the mark printed large on the ticket (TICKET-4). */
export function groupMark(group: number): string {
  return `${String.fromCharCode(65 + group)} 票`;
}
