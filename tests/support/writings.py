"""Strategies for the text that people write here, for tests whose law holds for every text."""

from hypothesis import strategies as st

# Text as people here write it, with what goes wrong easily mixed in.
LETTERS = "aZ09 .,()-+²⁻₁½①ア゛ｶﾞがぁー−‐—、。「」σ×√\u0301\u200b\u00a0\u3000\ufe0f\u200d👩🚀각\uac00ｲ\t`"
texts = st.one_of(st.text(), st.text(alphabet=LETTERS, max_size=60))
