"""The index as part of a LlamaIndex pipeline, which is imported where it is used: it takes more than a second."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from tests.support.embedders import WordHashes

TEXT = (
    "# Harbour\n\n## Ferries\n\nThe ferry to Lake Sorrel leaves at nine.\n\n"
    "## Museum\n\nThe museum is closed on Mondays.\n"
)


def test_a_library_answers_in_a_llama_index_query_engine(library: Library, tmp_path: Path) -> None:
    from llama_index.core import get_response_synthesizer
    from llama_index.core.llms import MockLLM
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.schema import TextNode

    from index.search.llama_index_retriever import LibraryRetriever

    source = tmp_path / "harbour.md"
    source.write_text(TEXT, encoding="utf-8")
    library.add(source)
    engine = RetrieverQueryEngine(
        retriever=LibraryRetriever(library, limit=1), response_synthesizer=get_response_synthesizer(llm=MockLLM())
    )
    response = engine.query("When does the ferry leave?")
    (found,) = response.source_nodes
    node = found.node
    assert isinstance(node, TextNode)
    assert TEXT[node.start_char_idx : node.end_char_idx] == node.text
    assert node.metadata["heading"] == "Ferries"
    assert "The ferry to Lake Sorrel leaves at nine." in str(response)


def test_our_embedding_serves_a_llama_index_vector_index() -> None:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode

    from index.embedding.llama_index_embedding import FootnoteEmbedding

    nodes = [TextNode(text="the ferry leaves at nine"), TextNode(text="the museum is closed on Mondays")]
    index = VectorStoreIndex(nodes, embed_model=FootnoteEmbedding(WordHashes()))
    (found,) = index.as_retriever(similarity_top_k=1).retrieve("museum closed Mondays")
    assert found.node.get_content() == "the museum is closed on Mondays"
