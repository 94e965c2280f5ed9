import {expect, test} from 'vitest';
import {createBodyRoom} from '../../../src/miner/front/body-room.ts';
import {ranks} from '../../../src/miner/front/connections.ts';

/** Room for 800 bytes: 400 for each half, 200 for each source. */
function create() {
	const room = createBodyRoom(800);
	const cut: string[] = [];
	return {
		cut,
		open: (body: string, rank: number = ranks.claimed) =>
			room.open({name: body[0]!, rank}, () => {
				cut.push(body);
			}),
	};
}

test('one source has a quarter, and its largest body makes room for a small one', () => {
	const {open, cut} = create();
	open('a1').add(150);
	open('a2').add(40);
	expect(cut).toEqual([]);
	open('a3').add(20);
	expect(cut).toEqual(['a1']);
	open('a4').add(300);
	expect(cut).toEqual(['a1', 'a4']);
});

test('when a half is full, the largest body of the largest source makes room', () => {
	const {open, cut} = create();
	open('a1').add(100);
	open('b1').add(120);
	open('b2').add(70);
	open('c1').add(100);
	open('d1').add(20);
	expect(cut).toEqual(['b1']);
});

test('bodies of strangers take no room from those of known callers', () => {
	const {open, cut} = create();
	for (const stranger of ['a', 'b', 'c', 'd']) {
		open(stranger).add(199);
	}

	expect(cut).toEqual(['a', 'b']);
	open('k1', ranks.known).add(190);
	open('p1', ranks.proven).add(190);
	expect(cut).toEqual(['a', 'b']);
});

test('a body that is read gives its room back, once', () => {
	const {open, cut} = create();
	const first = open('a1');
	first.add(190);
	first.close();
	first.close();
	open('a2').add(190);
	expect(cut).toEqual([]);
	open('a3').add(20);
	expect(cut).toEqual(['a2']);
});

test('what comes of a body that was cut does not count, nor is it cut again', () => {
	const {open, cut} = create();
	const first = open('a1');
	first.add(150);
	open('a2').add(60);
	expect(cut).toEqual(['a1']);
	first.add(150);
	open('a3').add(140);
	expect(cut).toEqual(['a1']);
	first.close();
	open('a4').add(1);
	expect(cut).toEqual(['a1', 'a3']);
});

test('room is used to the last byte', () => {
	const {open, cut} = create();
	open('a1').add(200);
	open('b1').add(200);
	expect(cut).toEqual([]);
	open('c1').add(1);
	expect(cut).toEqual(['a1']);
});

test('a source that is done has nothing left that could make room', () => {
	const {open, cut} = create();
	const done = open('a1');
	done.add(150);
	const old = open('a2');
	done.close();
	old.close();
	const next = open('a3');
	next.add(10);
	done.close();
	open('b1').add(150);
	open('c1').add(150);
	open('d1').add(120);
	expect(cut).toEqual(['b1']);
});

test('callers that are known share a half of their own', () => {
	const {open, cut} = create();
	open('a1', ranks.known).add(190);
	open('b1', ranks.proven).add(190);
	open('c1', ranks.known).add(100);
	expect(cut).toEqual(['a1']);
});
