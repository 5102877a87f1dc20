"""Tests of the messages to the operator."""
