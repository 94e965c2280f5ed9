/**
What a picture of a letter may show: the 47 classes of EMNIST Balanced, which merges the lower-case letters that look like their capitals (Cohen et al., 2017, https://arxiv.org/abs/1702.05373). Each is named by one character.
*/
export const classes: readonly string[] = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt'];
