import {Text} from 'ink';
import type {MonitoredMiner} from '../rig/monitored-miner.ts';
import type {Walkthrough} from '../onboarding/walkthrough/create-walkthrough.ts';
import type {ReadableStore} from '../support/store.ts';
import useStore from '../ui/terminal/use-store.ts';
import useSuspend from '../ui/terminal/use-suspend.ts';
import type {Leaving} from './leaving.ts';
import MonitorScreen from './monitor/MonitorScreen.tsx';
import WalkthroughScreen from './walkthrough/WalkthroughScreen.tsx';

/** The current screen. */
export type Scene =
	| {readonly kind: 'opening'}
	| {
			readonly kind: 'walkthrough';
			readonly walkthrough: Walkthrough;
			/** Milliseconds since the Unix epoch, updated every second. */
			readonly now: ReadableStore<number>;
			/** Go back to the monitor; absent if none was shown before. */
			readonly onMonitor?: () => void;
	  }
	| {readonly kind: 'monitor'; readonly miners: readonly MonitoredMiner[]};

type Props = {
	readonly scene: ReadableStore<Scene>;
	readonly version: string;
	readonly onLeave: (leaving: Leaving) => void;
	/** Run the walk-through again for a miner that lost its UID. */
	readonly onEnterAgain: (miner: MonitoredMiner) => void;
};

/** The program's screens: the walk-through until a miner runs, then the monitor. */
export default function Screens({scene, version, onLeave, onEnterAgain}: Props) {
	const shown = useStore(scene);
	useSuspend();
	switch (shown.kind) {
		case 'opening': {
			return <Text> </Text>;
		}

		case 'walkthrough': {
			return (
				<WalkthroughScreen
					walkthrough={shown.walkthrough}
					now={shown.now}
					version={version}
					onLeave={onLeave}
					onMonitor={shown.onMonitor}
				/>
			);
		}

		case 'monitor': {
			return (
				<MonitorScreen
					miners={shown.miners}
					version={version}
					onLeave={onLeave}
					onEnterAgain={onEnterAgain}
				/>
			);
		}
	}
}
