import { openFreshSqlite } from './fresh-sqlite.ts';
import { storeSuite } from './store-suite.ts';

storeSuite('the embedded store', openFreshSqlite);
