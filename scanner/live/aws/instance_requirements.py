"""Attribute-based instance selection, as launch templates and scaling groups write it alike."""

from __future__ import annotations

from typing import Final

REQUIREMENTS: Final = """require_hibernate_support
    max_spot_price_as_percentage_of_optimal_on_demand_price
    on_demand_max_price_percentage_over_lowest_price spot_max_price_percentage_over_lowest_price
    bare_metal burstable_performance local_storage accelerator_manufacturers accelerator_names
    accelerator_types allowed_instance_types cpu_manufacturers excluded_instance_types
    instance_generations local_storage_types accelerator_count(max min)
    accelerator_total_memory_mib(max min) baseline_ebs_bandwidth_mbps(max min)
    memory_gib_per_vcpu(max min) memory_mib(max min) network_bandwidth_gbps(max min)
    network_interface_count(max min) total_local_storage_gb(max min) vcpu_count(max min)"""
"""See `scanner.live.aws.shapes.shaped`."""

NAMES: Final = {
    "accelerator_total_memory_mib": "AcceleratorTotalMemoryMiB",
    "memory_gib_per_vcpu": "MemoryGiBPerVCpu",
    "memory_mib": "MemoryMiB",
    "total_local_storage_gb": "TotalLocalStorageGB",
    "vcpu_count": "VCpuCount",
}
