import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {createStore} from '../../../src/support/store.ts';
import ErrorBoundary from '../../../src/ui/terminal/ErrorBoundary.tsx';
import useStore from '../../../src/ui/terminal/use-store.ts';
import {draw} from '../../helpers/screens/draw.tsx';
import {mount} from '../../helpers/screens/keyboard.tsx';

test('a view draws again when its store has a new value, and lets go of it at the end', async () => {
	const store = createStore(1);
	const leave = vi.fn();
	const watched = {
		getSnapshot: store.getSnapshot,
		subscribe(listener: () => void) {
			const unsubscribe = store.subscribe(listener);
			return () => {
				leave();
				unsubscribe();
			};
		},
	};
	function View() {
		return <Text>{useStore(watched)}</Text>;
	}

	const {frame, press, unmount} = await mount(<View />);
	store.set(2);
	await press('');

	expect(frame()).toBe('2');
	expect(leave).not.toHaveBeenCalled();

	unmount();

	expect(leave).toHaveBeenCalledTimes(1);
});

test('a fault in one part of a screen leaves the rest', () => {
	const onError = vi.fn();
	function Faulty(): never {
		throw new TypeError('no such row');
	}

	const text = draw(
		<>
			<Text>before</Text>
			<ErrorBoundary what="the list" fix="Press r." onError={onError}>
				<Faulty />
			</ErrorBoundary>
			<Text>after</Text>
		</>,
	);

	expect(text).toBe('before\n✖ Cannot draw the list: no such row\n  Press r.\nafter');
	expect(onError).toHaveBeenCalledWith(expect.any(TypeError));
});
