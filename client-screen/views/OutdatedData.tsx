import type { ScreenState } from '../state.ts';
import { Message } from './Message.tsx';

/** [PHASE-7] After a reload nothing newer is at hand, and what the server has is not shown as new. */
export function OutdatedData({ state }: { readonly state: ScreenState }) {
  switch (state.stale.value) {
    case null:
      return <Message title="正在连接" text="" />;
    case 'silent':
      return <Message title="暂时连接不上服务器" text="正在重试，连接后会自动显示" />;
    case 'outdated':
      return (
        <Message title="数据暂停" text="服务器的数据早于此前的显示，请会议组织者在控制页处理" />
      );
  }
}
