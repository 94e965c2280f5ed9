import {Text} from 'ink';
import type {MonitoredMiner} from '../steps/monitored-miner.ts';
import type {Walkthrough} from '../steps/walkthrough/create-walkthrough.ts';
import type {ReadableStore} from '../support/store.ts';
import useStore from '../ui/use-store.ts';
import useSuspend from '../ui/use-suspend.ts';
import type {Leaving} from './leaving.ts';
import MonitorScreen from './monitor/MonitorScreen.tsx';
import WalkthroughScreen from './walkthrough/WalkthroughScreen.tsx';

/** What is on the screen. */
export type Scene =
	| {readonly kind: 'opening'}
	| {
			readonly kind: 'walkthrough';
			readonly walkthrough: Walkthrough;
			/** Milliseconds since the Unix epoch, told each second. */
			readonly now: ReadableStore<number>;
			/** Go back to the monitor; absent where none was shown before. */
			readonly onMonitor?: () => void;
	  }
	| {readonly kind: 'monitor'; readonly miners: readonly MonitoredMiner[]};

type Props = {
	readonly scene: ReadableStore<Scene>;
	readonly version: string;
	readonly onLeave: (leaving: Leaving) => void;
	/** Go through the steps again for a miner that lost its UID. */
	readonly onEnterAgain: (miner: MonitoredMiner) => void;
};

/** The program on the screen: the walk-through until a miner runs, then the monitor. */
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
