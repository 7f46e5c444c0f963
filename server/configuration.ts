import { resolve } from 'node:path';
import { z } from 'zod';
import { SETTINGS, type SettingName } from './configuration-settings.ts';
import { isNetwork } from './entrance/client-address.ts';

export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** An origin, without a trailing slash. */
  readonly publicUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
  /** The store of several servers; null for the embedded one in `dataDir`. */
  readonly redis: { readonly url: string; readonly allowLossy: boolean } | null;
  readonly organizerPassword: string | null;
  readonly metricsToken: string | null;
  /** The two files' paths, absolute. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses, networks and names of networks. */
  readonly trustProxy: readonly string[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  /** One Chinese line each, naming the variable and what it must be; never a password. */
  | { readonly ok: false; readonly problems: readonly string[] };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const MOST_PORT = 65_535;
const LEAST_PASSWORD = 8;
const LEAST_TOKEN = 16;

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= MOST_PORT);

/** A ticket's link is made from it, so nothing but an origin makes sense. */
const origin = z
  .string()
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  })
  .transform((text) => new URL(text).origin);

const redisUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '';
});

/** What a header can carry, so that every program can send it. */
const token = z
  .string()
  .min(LEAST_TOKEN)
  .regex(/^[\x21-\x7e]+$/);

const file = z.string().transform((path) => resolve(path));

const proxies = z
  .string()
  .transform((text) => text.split(',').map((network) => network.trim()))
  .refine((networks) => networks.every(isNetwork));

const environmentSchema = z
  .object({
    PORT: port,
    HOST: z.string().regex(/^[\w.:-]+$/),
    PUBLIC_URL: origin.optional(),
    DATA_DIR: file,
    REDIS_URL: redisUrl.optional(),
    ALLOW_LOSSY_REDIS: z.literal('yes').optional(),
    ORGANIZER_PASSWORD: z.string().min(LEAST_PASSWORD).optional(),
    METRICS_TOKEN: token.optional(),
    TLS_CERT: file.optional(),
    TLS_KEY: file.optional(),
    TRUST_PROXY: proxies.optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS),
  } satisfies Record<SettingName, z.ZodType>)
  .refine(({ TLS_CERT, TLS_KEY }) => (TLS_CERT === undefined) === (TLS_KEY === undefined), {
    path: ['TLS_CERT'],
  });

const DEMANDS: Readonly<Record<SettingName, string>> = {
  PORT: `应为 0 至 ${MOST_PORT} 的整数`,
  HOST: '应为 IP 地址或主机名',
  PUBLIC_URL: '应为 http:// 或 https:// 开头的网址，不带路径，如 https://vote.example.org',
  DATA_DIR: '应为文件夹路径',
  REDIS_URL: '应为 redis:// 或 rediss:// 开头的地址，如 redis://10.0.0.5:6379',
  ALLOW_LOSSY_REDIS: '只能为 yes，或不设',
  ORGANIZER_PASSWORD: `至少 ${LEAST_PASSWORD} 个字符`,
  METRICS_TOKEN: `至少 ${LEAST_TOKEN} 个字符，只用字母、数字和英文符号，不含空格`,
  TLS_CERT: '须与 TLS_KEY 同时设置',
  TLS_KEY: '应为文件路径',
  TRUST_PROXY:
    '应为 IP 地址、网段（如 10.1.0.0/16）或 loopback、linklocal、uniquelocal，用逗号分隔',
  LOG_LEVEL: `应为 ${LOG_LEVELS.join('、')} 之一`,
};

/** Reads the environment; a variable that is set to nothing counts as unset. */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): ReadConfiguration {
  const given = SETTINGS.map(({ name, fallback }) => [name, environment[name] || fallback]);
  const set = given.filter(([, value]) => value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(set));
  if (parsed.success) return { ok: true, configuration: configurationOf(parsed.data) };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0] as SettingName));
  return { ok: false, problems: [...wrong].map((name) => `${name} 无效：${DEMANDS[name]}。`) };
}

function configurationOf(environment: z.infer<typeof environmentSchema>): Configuration {
  const { TLS_CERT: cert, TLS_KEY: key, REDIS_URL: url } = environment;
  const allowLossy = environment.ALLOW_LOSSY_REDIS === 'yes';
  return {
    port: environment.PORT,
    host: environment.HOST,
    publicUrl: environment.PUBLIC_URL ?? null,
    dataDir: environment.DATA_DIR,
    redis: url === undefined ? null : { url, allowLossy },
    organizerPassword: environment.ORGANIZER_PASSWORD ?? null,
    metricsToken: environment.METRICS_TOKEN ?? null,
    tls: cert === undefined || key === undefined ? null : { cert, key },
    trustProxy: environment.TRUST_PROXY ?? [],
    logLevel: environment.LOG_LEVEL,
  };
}
