import type { ScreenSnapshot } from '../../shared/protocol/screen.ts';
import { type Scene, sceneOf } from '../scene.ts';
import type { ScreenState } from '../state.ts';
import { AddressOverlay } from './AddressOverlay.tsx';
import { Board } from './Board.tsx';
import { Closed } from './Closed.tsx';
import { GradePatterns } from './GradePatterns.tsx';
import { Halted } from './Halted.tsx';
import { Header } from './Header.tsx';
import { HelpOverlay } from './HelpOverlay.tsx';
import { Message } from './Message.tsx';
import { OutdatedData } from './OutdatedData.tsx';
import { RehearsalMark } from './RehearsalMark.tsx';
import { Turnout } from './Turnout.tsx';
import { Waiting } from './Waiting.tsx';

/** The projection: one scene at a time, from one snapshot (SCREEN-1). */
export function Screen({ state }: { state: ScreenState }) {
  const reception = state.reception.value;
  switch (reception.state) {
    case 'connecting':
      return state.stale.value === null ? (
        <Message title="正在连接" text="" />
      ) : (
        <Message title="暂时连接不上服务器" text="正在重试，连接后会自动显示" />
      );
    case 'outdated':
      return <OutdatedData state={state} />;
    case 'refused':
      return <Message title="无法显示" text={reception.text} />;
    case 'receiving':
      return <Stage state={state} snapshot={reception.snapshot} />;
  }
}

function Stage({ state, snapshot }: { state: ScreenState; snapshot: ScreenSnapshot }) {
  const scene = sceneOf(snapshot);
  return (
    <div class="stage">
      <GradePatterns grades={snapshot.grades} />
      <Header state={state} snapshot={snapshot} />
      <main class={`scene scene-${scene}`}>
        {snapshot.rehearsal && <RehearsalMark />}
        <SceneView scene={scene} state={state} snapshot={snapshot} />
      </main>
      {state.overlay.value === 'address' && (
        <AddressOverlay address={state.address.value} snapshot={snapshot} />
      )}
      {state.overlay.value === 'help' && <HelpOverlay />}
    </div>
  );
}

interface SceneProps {
  readonly scene: Scene;
  readonly state: ScreenState;
  readonly snapshot: ScreenSnapshot;
}

function SceneView({ scene, state, snapshot }: SceneProps) {
  switch (scene) {
    case 'waiting':
      return <Waiting snapshot={snapshot} address={state.address.value} />;
    case 'turnout':
      return <Turnout snapshot={snapshot} />;
    case 'closed':
      return <Closed snapshot={snapshot} />;
    case 'halted':
      return <Halted />;
    case 'voting':
    case 'result':
      return (
        <Board
          key={scene}
          ranked={scene === 'result'}
          board={state.board.value}
          snapshot={snapshot}
        />
      );
  }
}
