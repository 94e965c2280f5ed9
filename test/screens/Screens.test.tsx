import {expect, test, vi} from 'vitest';
import Screens, {type Scene} from '../../src/screens/Screens.tsx';
import {createStore} from '../../src/support/store.ts';
import {mount} from '../helpers/screens/keyboard.tsx';
import {createWalkthroughDouble} from '../helpers/screens/walkthrough-screen.tsx';
import {now, stateAt} from '../helpers/screens/walkthrough-states.ts';

test('a walk that came from the monitor leads back to it', async () => {
	const onMonitor = vi.fn();
	const walkthrough = createWalkthroughDouble(stateAt('network'));
	const scene = createStore<Scene>({
		kind: 'walkthrough',
		walkthrough,
		now: createStore(now),
		onMonitor,
	});
	const {press, frame, unmount} = await mount(
		<Screens scene={scene} version="0.1.0" onLeave={vi.fn()} onEnterAgain={vi.fn()} />,
		{columns: 80, rows: 24},
	);
	expect(frame()).toContain('Ctrl-G monitor');
	await press('\u{7}');

	expect(onMonitor).toHaveBeenCalledOnce();
	unmount();
});
