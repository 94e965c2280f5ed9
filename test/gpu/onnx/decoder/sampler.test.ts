import {expect, test} from 'vitest';
import {createSampler, type SamplerOptions} from '../../../../src/gpu/onnx/decoder/sampler.ts';

const probabilities = [0.05, 0.4, 0.25, 0.2, 0.1];
const logits = Float32Array.from(probabilities, share => Math.log(share) + 3);

function countDraws(options: Omit<SamplerOptions, 'seed'>, draws = 20_000) {
	const sample = createSampler({seed: 5, ...options});
	const counts = probabilities.map(() => 0);
	for (let draw = 0; draw < draws; draw++) {
		counts[sample(logits)]!++;
	}

	return counts.map(count => count / draws);
}

test('a temperature of 0 takes the most probable token, the first on a tie', () => {
	expect(countDraws({temperature: 0}, 10)).toEqual([0, 1, 0, 0, 0]);
	expect(createSampler({temperature: 0, seed: 1})(Float32Array.of(1, 2, 2))).toBe(1);
});

test.each([1, 0.5, 2])('a temperature of %d draws by the sharpened probabilities', temperature => {
	const shares = probabilities.map(share => share ** (1 / temperature));
	const total = shares.reduce((sum, share) => sum + share);
	for (const [id, frequency] of countDraws({temperature}).entries()) {
		expect(frequency).toBeCloseTo(shares[id]! / total, 1.5);
	}
});

test.each([
	[0.3, [0, 1, 0, 0, 0]],
	[0.5, [0, 0.615, 0.385, 0, 0]],
	[0.7, [0, 0.47, 0.29, 0.235, 0]],
	[0.99, probabilities],
	[1, probabilities],
	[0, [0, 1, 0, 0, 0]],
])('a share of %d leaves out the least probable', (topP, expected) => {
	for (const [id, frequency] of countDraws({topP}).entries()) {
		expect(frequency).toBeCloseTo(expected[id]!, 1.5);
		expect(frequency === 0).toBe(expected[id] === 0);
	}
});

test('the same seed draws the same', () => {
	const draw = (seed: number) => {
		const sample = createSampler({seed});
		return Array.from({length: 30}, () => sample(logits)).join('');
	};

	expect(draw(3)).toBe(draw(3));
	expect(draw(4)).not.toBe(draw(3));
});

test('logits that are no numbers still give a token', () => {
	expect(createSampler({seed: 1})(Float32Array.of(NaN, NaN))).toBe(0);
});
