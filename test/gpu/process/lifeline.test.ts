import {duplexPair} from 'node:stream';
import {expect, onTestFinished, test, vi} from 'vitest';
import {watchLifeline} from '../../../src/gpu/process/lifeline.ts';
import {createFakeClock} from '../../helpers/fake-clock.ts';

/** Watch a lifeline whose other end echoes as long as it should. */
function watch() {
	const clock = createFakeClock();
	const [stream, other] = duplexPair();
	const onHang = vi.fn();
	const {allow} = watchLifeline({stream, clock, onHang});
	onTestFinished(() => {
		stream.destroy();
	});
	let echoes = true;
	other.on('data', pulse => {
		if (echoes) {
			other.write(pulse);
		}
	});
	return {
		onHang,
		allow,
		clock,
		stream,
		stop() {
			echoes = false;
		},
		/** Let pulses go out, each with the time that an echo needs. */
		async pulse(count: number) {
			for (let sent = 0; sent < count; sent++) {
				clock.advance(500);
				await new Promise(setImmediate);
			}
		},
	};
}

test('one that echoes lives, however long it has nothing to do', async () => {
	const {pulse, onHang} = watch();
	await pulse(1000);

	expect(onHang).not.toHaveBeenCalled();
});

test('one that leaves more than 8 pulses without an echo gives no sign of life', async () => {
	const {pulse, onHang, stop} = watch();
	await pulse(3);
	stop();
	await pulse(9);
	expect(onHang).not.toHaveBeenCalled();
	await pulse(10);

	expect(onHang.mock.calls).toEqual([['gave no sign of life for 4 s']]);
});

test('one that has yet to start may leave 40 pulses, once', async () => {
	const {pulse, onHang, stop, stream} = watch();
	stop();
	await pulse(40);
	stream.emit('data', '.');
	await pulse(9);
	expect(onHang).not.toHaveBeenCalled();
	await pulse(1);

	expect(onHang.mock.calls).toEqual([['gave no sign of life for 4 s']]);
});

test('one that never starts gives no sign of life', async () => {
	const {pulse, onHang, stop} = watch();
	stop();
	await pulse(41);
	expect(onHang).not.toHaveBeenCalled();
	await pulse(10);

	expect(onHang.mock.calls).toEqual([['gave no sign of life for 20 s']]);
});

test('one late echo is a sign of life', async () => {
	const {pulse, onHang, stop, stream} = watch();
	stop();
	await pulse(8);
	stream.emit('data', '.');
	await pulse(8);

	expect(onHang).not.toHaveBeenCalled();
});

test('a pass that takes longer than it may hangs, though its process echoes', async () => {
	const {pulse, onHang, allow} = watch();
	await pulse(20);
	allow(2000);
	await pulse(5);
	expect(onHang).not.toHaveBeenCalled();
	await pulse(1);

	expect(onHang.mock.calls).toEqual([['computed one batch for more than 2 s']]);
});

test('the time of a pass begins with it, and ends with it', async () => {
	const {pulse, onHang, allow} = watch();
	allow(2000);
	await pulse(4);
	allow(2000);
	await pulse(4);
	allow(undefined);
	await pulse(100);

	expect(onHang).not.toHaveBeenCalled();
});

test('nothing is said of one whose lifeline has ended', async () => {
	const {pulse, onHang, stream, stop} = watch();
	stop();
	await pulse(2);
	stream.destroy();
	await pulse(20);

	expect(onHang).not.toHaveBeenCalled();
});
