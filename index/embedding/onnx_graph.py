"""Builds the MiniLM network as an int8 ONNX graph from its published safetensors weights.

The weights come as bare tensors, so the network is written out here: a BERT encoder (Devlin et al. 2018,
https://arxiv.org/abs/1810.04805) of 6 layers, 12 heads and 384 dimensions, then the mean over the tokens and
normalisation to length 1, as Sentence-BERT does (Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084).
Attention and GELU use onnxruntime's fused operators, which its quantiser knows.

Weights are quantised per output channel to 7 bits of int8 (`reduce_range`): processors without VNNI add pairs of 8-bit
products in 16 bits and would saturate, and the same text would get another vector there than here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.quant_utils import add_pre_process_metadata
from safetensors.numpy import load_file

LAYERS = 6
HEADS = 12
DIMENSIONS = 384
LAYER_NORM_EPSILON = 1e-12
FUSED = "com.microsoft"

Tensor = NDArray[Any]


def build_int8_model(safetensors: Path) -> bytes:
    """Return the serialised int8 ONNX model: `input_ids` and `attention_mask` (batch, tokens) int64 to `embedding`."""
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder, "float32.onnx"), Path(folder, "int8.onnx")
        model = _Graph(load_file(safetensors)).model()
        add_pre_process_metadata(model)  # or the quantiser warns of a step that this graph does not need
        onnx.save(model, full)
        quantize_dynamic(
            full,
            small,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},  # type inference stops at the fused operators
        )
        return small.read_bytes()


class _Graph:
    """The graph under construction; each method appends nodes and returns the name of the tensor they make."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        self._node("Cast", ["attention_mask"], "mask_int32", to=TensorProto.INT32)
        hidden = self._embeddings()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, f"encoder.layer.{layer}")
        self._mean_of_tokens(hidden)
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ]
        outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", DIMENSIONS])]
        graph = helper.make_graph(self.nodes, "minilm", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)

    def _embeddings(self) -> str:
        words = self._constant("words", self.weights["embeddings.word_embeddings.weight"])
        # There is one segment only, so its embedding is added to every position once and for all.
        segment = self.weights["embeddings.token_type_embeddings.weight"][0]
        places = self._constant("positions", self.weights["embeddings.position_embeddings.weight"] + segment)
        zero = self._constant("zero", np.array([0]))
        tokens = self._node("Shape", ["input_ids"], "token_count", start=1, end=2)
        word = self._node("Gather", [words, "input_ids"], "word_vectors")
        place = self._node("Slice", [places, zero, tokens, zero], "position_vectors")
        return self._layer_norm(self._node("Add", [word, place], "embedded"), "embeddings.LayerNorm")

    def _layer(self, hidden: str, name: str) -> str:
        attended = self._dense(self._attention(hidden, name), f"{name}.attention.output.dense")
        hidden = self._add_and_norm(attended, hidden, f"{name}.attention.output.LayerNorm")
        widened = self._node(
            "BiasGelu",
            [self._matmul(hidden, f"{name}.intermediate.dense"), self._bias(f"{name}.intermediate.dense")],
            f"{name}.gelu",
            domain=FUSED,
        )
        return self._add_and_norm(self._dense(widened, f"{name}.output.dense"), hidden, f"{name}.output.LayerNorm")

    def _attention(self, hidden: str, name: str) -> str:
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self.weights[f"{part}.bias"] for part in parts])
        inputs = [
            hidden,
            self._constant(f"{name}.qkv.weight", weight),
            self._constant(f"{name}.qkv.bias", bias),
            "mask_int32",
        ]
        return self._node("Attention", inputs, f"{name}.attended", domain=FUSED, num_heads=HEADS)

    def _mean_of_tokens(self, hidden: str) -> None:
        # Normalising afterwards makes the sum as good as the mean.
        self._node("Cast", ["attention_mask"], "mask_float", to=TensorProto.FLOAT)
        mask = self._node("Unsqueeze", ["mask_float", self._constant("last_axis", np.array([-1]))], "mask_column")
        real = self._node("Mul", [hidden, mask], "real_tokens")
        total = self._node("ReduceSum", [real, self._constant("token_axis", np.array([1]))], "sum", keepdims=0)
        self._node("LpNormalization", [total], "embedding", axis=-1, p=2)

    def _dense(self, tensor: str, name: str) -> str:
        return self._node("Add", [self._matmul(tensor, name), self._bias(name)], f"{name}.dense")

    def _matmul(self, tensor: str, name: str) -> str:
        weight = self._constant(f"{name}.weight", self.weights[f"{name}.weight"].T)
        return self._node("MatMul", [tensor, weight], f"{name}.product")

    def _bias(self, name: str) -> str:
        return self._constant(f"{name}.bias", self.weights[f"{name}.bias"])

    def _add_and_norm(self, tensor: str, residual: str, name: str) -> str:
        return self._layer_norm(self._node("Add", [tensor, residual], f"{name}.sum"), name)

    def _layer_norm(self, tensor: str, name: str) -> str:
        scale = self._constant(f"{name}.weight", self.weights[f"{name}.weight"])
        return self._node(
            "LayerNormalization",
            [tensor, scale, self._bias(name)],
            f"{name}.normed",
            axis=-1,
            epsilon=LAYER_NORM_EPSILON,
        )

    def _constant(self, name: str, value: Tensor) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output
